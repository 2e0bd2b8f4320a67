// Light or dark: the system's choice until the reader makes one.
import { signal } from '@preact/signals';

const name = 'orchestrations-theme';

export const theme = signal(localStorage.getItem(name) ?? '');

export function applyTheme(): void {
  if (theme.value) document.documentElement.dataset.theme = theme.value;
  else delete document.documentElement.dataset.theme;
}

export function switchTheme(): void {
  const dark = theme.value ? theme.value === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  theme.value = dark ? 'light' : 'dark';
  localStorage.setItem(name, theme.value);
  applyTheme();
}
