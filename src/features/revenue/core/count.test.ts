import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, day } from '../../../kernel/time.ts';
import { type DatedRate, exchangeOf } from '../../contracts/core/exchange.ts';
import { ledgerLines } from '../../contracts/core/ledger-line.ts';
import { lineMovements } from '../../contracts/core/line-movements.ts';
import type { Movement } from '../../contracts/core/movement.ts';
import { counterFor } from './count.ts';
import { BUILT_IN, builtIn, type Definition } from './definition.ts';
import { readColumns } from './ledger-columns.ts';
import { monthRows } from './month-rows.ts';
import { totalsOf } from './totals.ts';

const STANDARD = builtIn('standard');

type Line = { startsOn: string; endsOn?: string; arr: number } & Record<string, string | number | boolean>;

/** The ledger of lines, as the store writes it into a text. */
function textOf(byAccount: Readonly<Record<string, Readonly<Record<string, Line>>>>): string {
  return Object.entries(byAccount)
    .flatMap(([account, lines]) => {
      const kept = Object.entries(lines).map(([id, content]) => ({ id, content }));
      return lineMovements(ledgerLines(kept, [], 'CNY'), [], 30).map((movement) => entryText(account, movement));
    })
    .join('\n');
}

function entryText(
  account: string,
  { day: on, type, secondSale, amountMinor, currency, trial, other, contractId, lineId }: Movement,
): string {
  return [account, on, type, secondSale ?? '', amountMinor, currency, trial ? 1 : 0, 0, other ?? '', contractId ?? '', `=${lineId}`].join(
    '\t',
  );
}

function counted(text: string, asOf: string, change: Partial<Definition> = {}, rates: readonly DatedRate[] = []) {
  const reader = readColumns(10);
  reader.read(text);
  const columns = reader.finish();
  const counter = counterFor(columns, {
    definition: { ...STANDARD, ...change },
    baseCurrency: 'CNY',
    exchange: exchangeOf(rates),
    asOf: day(asOf),
    recordedBefore: null,
  });
  const totals = totalsOf(counter.grid, columns.currencies.length);
  for (const span of columns.accounts.values()) counter.count(totals, columns, span);
  return monthRows(totals, counter.grid, columns.currencies);
}

const last = (...args: Parameters<typeof counted>) => {
  const row = counted(...args).at(-1);
  if (row === undefined) throw new Error('There is no month.');
  return row;
};

const WAN = 1_000_000;

describe('worked examples', () => {
  test('FIN-08: of 200 customers 184 remain and 30 join: renewal 92 %, churn 8 %, not 214 of 200', () => {
    const accounts: Record<string, Record<string, Line>> = {};
    for (let one = 0; one < 230; one++)
      accounts[`a${one}`] = {
        l: { startsOn: one < 200 ? '2025-01-01' : '2026-03-01', arr: 100, ...(one < 16 ? { endsOn: '2026-05-31' } : {}) },
      };
    const { rates, units } = last(textOf(accounts), '2026-12-31');
    expect([rates.cohortUnits, rates.keptUnits, rates.logo, units]).toEqual([200, 184, 0.92, 214]);
    expect(1 - (rates.logo ?? 0)).toBeCloseTo(0.08, 12);
  });

  test('FIN-09: 1000万 that became 1080万 with second purchases are 108 %, money churn −8 %', () => {
    const text = textOf({
      a: { l: { startsOn: '2024-01-01', arr: 1000 * WAN }, m: { startsOn: '2026-05-01', arr: 80 * WAN } },
      newcomer: { l: { startsOn: '2026-02-01', arr: 500 * WAN } },
    });
    const { nrr } = last(text, '2026-12-31').rates;
    expect(nrr).toBe(1.08);
    expect(1 - (nrr ?? 0)).toBeCloseTo(-0.08, 12);
  });

  test('FIN-10: open 1000, churn 60, contraction 20, expansion 160: GRR 92 %, NRR 108 %, close 1080', () => {
    const text = textOf({
      stays: { l: { startsOn: '2025-01-01', arr: 760 }, m: { startsOn: '2026-05-10', arr: 160 } },
      goes: { l: { startsOn: '2025-01-01', endsOn: '2026-05-14', arr: 60 } },
      shrinks: { l: { startsOn: '2025-01-01', arr: 160 }, m: { startsOn: '2025-01-01', endsOn: '2026-05-20', arr: 20 } },
    });
    for (const basis of ['snapshot', 'movements'] as const) {
      const { amounts, rates, churnedUnits } = last(text, '2026-05-31', { basis, window: 1 });
      expect(amounts).toMatchObject({ opening: 1000, churn: -60, contraction: -20, expansion: 160, closing: 1080 });
      expect([rates.grr, rates.nrr, churnedUnits]).toEqual([0.92, 1.08, 1]);
    }
  });

  test('A 100→130, B 50→40, C 30→0, D 20→20: NRR 95 %, GRR 80 %, logo 75 %', () => {
    const stays = { startsOn: '2025-01-01' };
    const text = textOf({
      A: { l: { ...stays, arr: 100 }, m: { startsOn: '2026-02-01', arr: 30 } },
      B: { l: { ...stays, arr: 40 }, m: { ...stays, endsOn: '2026-03-31', arr: 10 } },
      C: { l: { ...stays, endsOn: '2026-06-30', arr: 30 } },
      D: { l: { ...stays, arr: 20 } },
    });
    const { grr, nrr, logo } = last(text, '2026-12-31').rates;
    expect([nrr, grr, logo]).toEqual([0.95, 0.8, 0.75]);
  });

  test('FIN-12: expansion 160万, of it 100 upsell, 40 cross-sell, 20 value added; 46 of 200 bought again: 23 %', () => {
    const accounts: Record<string, Record<string, Line>> = {};
    for (let one = 0; one < 200; one++)
      accounts[`a${one}`] = { l: { startsOn: '2025-01-01', arr: 100 * WAN, product: 'P', plan: 'Basic' } };
    const bought = (product: string, plan: string, arr: number): Line => ({ startsOn: '2026-04-01', arr, product, plan });
    for (let one = 0; one < 43; one++) Object.assign(accounts[`a${one}`] ?? {}, { m: bought('P', 'Basic', one === 0 ? 58 * WAN : WAN) });
    Object.assign(accounts.a50 ?? {}, { m: bought('Q', 'Basic', 40 * WAN) });
    Object.assign(accounts.a51 ?? {}, { m: bought('P', 'Pro', 15 * WAN) });
    Object.assign(accounts.a52 ?? {}, { m: bought('P', 'Pro', 5 * WAN) });
    const rows = counted(textOf(accounts), '2026-06-30');
    expect(rows.find(({ month }) => month === '2026-04')).toMatchObject({
      amounts: { expansion: 160 * WAN },
      sales: { add: 100 * WAN, cross: 40 * WAN, value: 20 * WAN },
    });
    expect(rows.at(-1)?.rates.repurchase).toBe(0.23);
  });

  test('REN-08: 50 due and 45 renewed are 90 %; 10.0 m due that go on as 10.8 m are 108 %', () => {
    const accounts: Record<string, Record<string, Line>> = {};
    for (let one = 0; one < 60; one++) {
      const ends = one < 50;
      accounts[`a${one}`] = { l: { startsOn: '2025-03-01', arr: 200_000, ...(ends ? { endsOn: '2026-02-28' } : {}) } };
      if (one < 45) Object.assign(accounts[`a${one}`] ?? {}, { m: { startsOn: one < 5 ? '2026-03-20' : '2026-03-01', arr: 240_000 } });
    }
    const february = (graceDays: number) =>
      counted(textOf(accounts), '2026-12-31', { rate: 'due', graceDays }).find(({ month }) => month === '2026-02')?.due;
    expect(february(30)).toEqual({ amount: 10_000_000, renewed: 10_800_000, units: 50, renewedUnits: 45, rate: 0.9, moneyRate: 1.08 });
    expect(february(10)).toMatchObject({ renewedUnits: 40, rate: 0.8 });
  });

  test('who comes back within the days of grace never left', () => {
    const text = textOf({ a: { l: { startsOn: '2026-01-01', endsOn: '2026-03-20', arr: 100 }, m: { startsOn: '2026-05-01', arr: 100 } } });
    const churn = (graceDays: number) =>
      counted(text, '2026-05-31', { graceDays }).map(({ amounts }) => [amounts.churn, amounts.reactivation]);
    expect(churn(0)).toEqual([
      [0, 0],
      [0, 0],
      [-100, 0],
      [0, 0],
      [0, 100],
    ]);
    expect(churn(60)).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });
});

describe('other currencies', () => {
  const text = textOf({ a: { l: { startsOn: '2026-01-10', endsOn: '2026-04-30', arr: 1000, currency: 'USD' } } });
  const rate = (on: string, value: number): DatedRate => ({ currency: 'USD', to: 'CNY', on: day(on), rate: value });
  const said = (rows: ReturnType<typeof counted>) =>
    rows.map(({ month, amounts: { opening, new: made, churn, currency, closing } }) => [month, opening, made, churn, currency, closing]);

  test('revalued at each month end, what that changes is a movement of its own', () => {
    const rates = [rate('2026-01-31', 7), rate('2026-02-28', 7.2), rate('2026-05-15', 7.5)];
    expect(said(counted(text, '2026-05-31', {}, rates))).toEqual([
      ['2026-01', 0, 7000, 0, 0, 7000],
      ['2026-02', 7000, 0, 0, 200, 7200],
      ['2026-03', 7200, 0, 0, 0, 7200],
      ['2026-04', 7200, 0, 0, 0, 7200],
      ['2026-05', 7200, 0, -7500, 300, 0],
    ]);
  });

  test('or as it came in, and it leaves as it came', () => {
    const rates = [rate('2026-01-01', 7), rate('2026-02-01', 8)];
    expect(said(counted(text, '2026-05-31', { conversion: 'booked' }, rates)).map((row) => row.slice(1))).toEqual([
      [0, 7000, 0, 0, 7000],
      [7000, 0, 0, 0, 7000],
      [7000, 0, 0, 0, 7000],
      [7000, 0, 0, 0, 7000],
      [7000, 0, -7000, 0, 0],
    ]);
  });

  test('a missing rate makes figures unknown and names currency and day; counts stay', () => {
    const rows = counted(text, '2026-05-31', {}, [rate('2026-02-10', 7)]);
    expect(rows[0]).toMatchObject({ missing: { currency: 'USD', day: '2026-01-31' }, amounts: { closing: null, new: null }, units: 1 });
    expect(rows[1]).toMatchObject({
      missing: null,
      openingMissing: { currency: 'USD' },
      amounts: { opening: null, currency: null, closing: 7000 },
    });
    expect(rows[2]).toMatchObject({ missing: null, openingMissing: null, amounts: { opening: 7000 } });
    const booked = counted(text, '2026-06-30', { conversion: 'booked' }, [rate('2026-02-10', 7)]);
    expect(booked.map(({ missing, units }) => [missing?.day ?? null, units])).toEqual([
      ['2026-01-31', 1],
      ['2026-02-28', 1],
      ['2026-03-31', 1],
      ['2026-04-30', 1],
      ['2026-05-31', 0],
      [null, 0],
    ]);
  });

  test('a definition reports in another currency, and the other way round', () => {
    expect(last(text, '2026-01-31', { currency: 'USD' }).amounts.closing).toBe(1000);
    const yuan = textOf({ a: { l: { startsOn: '2026-01-10', arr: 7000 } } });
    expect(last(yuan, '2026-01-31', { currency: 'USD' }, [rate('2026-01-01', 7)]).amounts.closing).toBe(1000);
    const yen = textOf({ a: { l: { startsOn: '2026-01-10', arr: 1500, currency: 'JPY' } } });
    expect(last(yen, '2026-01-31', {}, [{ currency: 'JPY', to: 'CNY', on: day('2026-01-01'), rate: 0.05 }]).amounts.closing).toBe(7500);
  });
});

const FIELD = process.env.MOORING_FIELD_DATA;
const RAVENSTACK = FIELD === undefined ? null : join(FIELD, 'ravenstack');

describe.runIf(RAVENSTACK !== null && existsSync(RAVENSTACK ?? ''))('RavenStack', () => {
  /** No cell of these files holds a comma. */
  const rowsOf = (file: string): Record<string, string>[] => {
    const [head = '', ...lines] = readFileSync(join(RAVENSTACK ?? '', file), 'utf8')
      .trim()
      .split(/\r?\n/);
    return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [head.split(',')[index] ?? '', cell])));
  };
  /** Last days are exclusive in that source. */
  const text = (): string => {
    const byAccount: Record<string, Record<string, Line>> = {};
    for (const row of rowsOf('ravenstack_subscriptions.csv')) {
      byAccount[row.account_id ?? ''] ??= {};
      Object.assign(byAccount[row.account_id ?? ''] ?? {}, {
        [row.subscription_id ?? '']: {
          startsOn: row.start_date ?? '',
          ...(row.end_date === '' ? {} : { endsOn: addDays(row.end_date as Day, -1) }),
          arr: Number(row.arr_amount) * 100,
          plan: row.plan_tier ?? '',
          trial: row.is_trial === 'TRUE',
        },
      });
    }
    return textOf(byAccount);
  };

  test('FIN-10: monthly revenue is the reference in all columns of all 24 months', () => {
    const mrr = (arr: number | null): number => (arr ?? Number.NaN) / 12 / 100;
    const rows = counted(text(), '2024-12-31', BUILT_IN.standard).map(({ month, amounts, units, churnedUnits }) => ({
      month,
      start: mrr(amounts.opening),
      new: mrr(amounts.new),
      expansion: mrr(amounts.expansion),
      reactivation: mrr(amounts.reactivation),
      contraction: mrr(-(amounts.contraction ?? 0)) || 0,
      churn: mrr(-(amounts.churn ?? 0)) || 0,
      end: mrr(amounts.closing),
      accounts: units,
      churned_accounts: churnedUnits,
    }));
    const reference = rowsOf('reference_mrr_movements.csv').map(({ month, ...figures }) => ({
      month,
      ...Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, Number(figure)])),
    }));
    expect(reference).toHaveLength(24);
    expect(rows).toEqual(reference);
  });

  test('FIN-10: by line the same source says something else, and still balances', () => {
    const [byAccount, byLine] = [counted(text(), '2024-12-31'), counted(text(), '2024-12-31', { level: 'line' })];
    expect(byLine.map(({ amounts }) => amounts.closing)).toEqual(byAccount.map(({ amounts }) => amounts.closing));
    expect(byLine.at(-1)?.amounts.churn).toBeLessThan(byAccount.at(-1)?.amounts.churn ?? 0);
    expect(byLine.at(-1)?.amounts.contraction).toBe(0);
  });
});
