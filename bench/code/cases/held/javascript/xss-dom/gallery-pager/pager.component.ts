import { Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import { map } from 'rxjs';

@Component({
  selector: 'app-gallery-pager',
  templateUrl: './pager.component.html',
})
export class GalleryPagerComponent {
  private readonly route = inject(ActivatedRoute);

  readonly album = toSignal(this.route.queryParamMap.pipe(map((params) => params.get('album') ?? 'All albums')));
  readonly page = toSignal(this.route.queryParamMap.pipe(map((params) => Number(params.get('page')) || 1)));
}
