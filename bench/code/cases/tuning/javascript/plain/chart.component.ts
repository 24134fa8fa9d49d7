import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';

@Component({
  selector: 'app-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <svg [attr.viewBox]="box()">
      @for (bar of bars(); track bar.label) {
        <rect [attr.x]="bar.x" [attr.height]="bar.height" (click)="chosen.set(bar.label)" />
      }
    </svg>
    <p>{{ chosen() }}</p>
  `,
})
export class ChartComponent {
  readonly values = input.required<Record<string, number>>();
  readonly chosen = signal('');
  readonly bars = computed(() => Object.entries(this.values()).map(([label, height], index) => ({ label, height, x: index * 12 })));
  readonly box = computed(() => `0 0 ${this.bars().length * 12} 100`);
}
