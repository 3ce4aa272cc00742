export const ROOT: string;
export function prepare(): Promise<void>;
