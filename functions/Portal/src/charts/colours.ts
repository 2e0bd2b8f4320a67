/** What the theme's colours come to here: light-dark() is settled by the browser, so it is asked. */
export function colours(element: HTMLElement, ...names: string[]): string[] {
  const probe = document.createElement('span');
  element.append(probe);
  const found = names.map((name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return found;
}
