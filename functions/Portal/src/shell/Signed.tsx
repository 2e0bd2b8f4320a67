import { signed } from './format';

/** What was won or lost, with its sign; a loss is marked. */
export const Signed = ({ text }: { text: string }) => <span class={Number(text) < 0 ? 'minus' : undefined}>{signed(text)}</span>;
