/** What the workspace fixes about its ledger. */
export interface LedgerSettings {
  /** The currency of amounts that name none, and the one in which figures are reported. */
  readonly baseCurrency: string;
  /** How many days before or after the end of a line a following one still renews it. */
  readonly renewalToleranceDays: number;
}

/** Until somebody sets them. Thirty days: a month's end that slips, not a customer that came back. */
export const DEFAULT_LEDGER_SETTINGS: LedgerSettings = { baseCurrency: 'CNY', renewalToleranceDays: 30 };
