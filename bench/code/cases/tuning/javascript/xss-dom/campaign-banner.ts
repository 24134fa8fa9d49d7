const parameters = new URLSearchParams(window.location.search);

function renderBanner(target: HTMLElement, campaign: string | null): void {
  if (!campaign) return;
  target.insertAdjacentHTML('afterbegin', `<div class="banner" data-campaign="${campaign}">Welcome</div>`); // weak: CWE-79
}

document.addEventListener('DOMContentLoaded', () => {
  renderBanner(document.querySelector<HTMLElement>('header')!, parameters.get('campaign'));
});
