export const CHROMIUM_ARGS: string[];
export function browser(): string | null;
