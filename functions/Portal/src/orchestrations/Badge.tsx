export const Badge = ({ status }: { status: string }) => <span class={`badge ${status.toLowerCase()}`}>{status}</span>;
