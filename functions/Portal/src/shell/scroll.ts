// Who goes back finds the page where it was left. The browser tries too early: what it wants to scroll has not been asked for yet.

const patience = 3000;
let resting = 0;
let restoring = false;

/** Remembers with each entry of the history how far it was scrolled. */
export function keepScroll(): void {
  history.scrollRestoration = 'manual';
  addEventListener('scroll', () => {
    if (restoring) return;
    clearTimeout(resting);
    resting = window.setTimeout(remember, 150);
  });
  // Who scrolls has found the place.
  for (const sign of ['wheel', 'touchmove', 'keydown', 'pointerdown']) addEventListener(sign, () => (restoring = false), { passive: true });
}

const remember = () => history.replaceState({ ...history.state, y: scrollY }, '');

/** Before another entry is made: what is still to be remembered belongs to this one. */
export function leave(): void {
  clearTimeout(resting);
  restoring = false;
  remember();
}

/** Scrolls as far as the entry was, as soon as the page is long enough. */
export function scrollBack(state: unknown): void {
  clearTimeout(resting);
  const y = typeof state === 'object' && state !== null && 'y' in state ? Number(state.y) : 0;
  const until = performance.now() + patience;
  restoring = true;
  const step = () => {
    if (!restoring) return;
    scrollTo(0, y);
    restoring = scrollY < y - 1 && performance.now() < until;
    if (restoring) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
