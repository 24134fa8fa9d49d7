const banners: Record<string, string> = {
  spring: '<div class="banner">Everything grows</div>',
  winter: '<div class="banner">Everything sleeps</div>',
};
const parameters = new URLSearchParams(window.location.search);

document.addEventListener('DOMContentLoaded', () => {
  const season = parameters.get('season') === 'winter' ? 'winter' : 'spring';
  document.querySelector<HTMLElement>('header')!.insertAdjacentHTML('afterbegin', banners[season]!);
});
