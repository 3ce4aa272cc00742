/** With fewer peers a position says more about who they are than about the customer (ACT-08). */
export const LEAST_PEERS = 8;

/** Where a value stands among those of peers. */
export interface PeerPosition {
  readonly peers: number;
  /** Peers with a lower value; equal ones are not lower. */
  readonly lower: number;
  /** The share of the peers that it lies above. */
  readonly above: number;
  /** The middle value of the peers. */
  readonly middle: number;
}

/**
 * Where a customer stands among its peers.
 *
 * @param value  Its value.
 * @param peers  Known values of the others.
 * @returns      Null below 8 peers.
 * @source       ACT-08: login ratio 45 %, 12 of 20 peers lower: above 60 % of peers.
 * @example      peerPosition(5, [1, 2, 3, 4, 5, 6, 7, 8]).above // => 0.5
 */
export function peerPosition(value: number, peers: readonly number[]): PeerPosition | null {
  if (peers.length < LEAST_PEERS) return null;
  const lower = peers.filter((one) => one < value).length;
  const sorted = [...peers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const middle = ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
  return { peers: peers.length, lower, above: lower / peers.length, middle };
}

export interface PeerProfile {
  readonly tier: string | null;
  readonly industry: string | null;
}

/** A peer with its known value. */
export interface Peer extends PeerProfile {
  readonly value: number;
}

/**
 * Where a customer stands among those of its tier and industry; of its tier alone where those are fewer than 8.
 *
 * @param value   Its value.
 * @param own     Its tier and industry.
 * @param others  Other customers whose value is known.
 * @returns       The position and whom it is among; null without a tier, or with too few of it.
 * @source        ACT-08.
 * @example       peersOf(1, { tier: null, industry: null }, []) // => null
 */
export function peersOf(value: number, own: PeerProfile, others: readonly Peer[]): (PeerPosition & { readonly among: PeerProfile }) | null {
  const { tier, industry } = own;
  if (tier === null) return null;
  const ofTier = others.filter((one) => one.tier === tier);
  const valuesOf = (some: readonly Peer[]): number[] => some.map((one) => one.value);
  const near = industry === null ? null : peerPosition(value, valuesOf(ofTier.filter((one) => one.industry === industry)));
  if (near !== null) return { ...near, among: { tier, industry } };
  const wide = peerPosition(value, valuesOf(ofTier));
  return wide === null ? null : { ...wide, among: { tier, industry: null } };
}
