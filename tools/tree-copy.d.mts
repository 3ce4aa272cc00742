export const PURE_CONFIG: string;
export function copyTree(): { readonly folder: string; readonly remove: () => void };
