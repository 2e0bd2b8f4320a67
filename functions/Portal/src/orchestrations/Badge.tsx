import type { Status } from '../http/answers';

export const Badge = ({ status }: { status: Status | string }) => <span class={`badge ${status.toLowerCase()}`}>{status}</span>;
