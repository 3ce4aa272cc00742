import { type Random, randomItem } from '../../kernel/random.ts';

/** Invented people who look after invented customers. */
export const OWNERS = ['陈思远', '林若溪', '周以宁', '苏沐言'] as const;

const CITIES = ['杭州', '苏州', '成都', '武汉', '宁波', '青岛', '长沙', '厦门', '合肥', '无锡'] as const;
const REGIONS: Readonly<Record<(typeof CITIES)[number], string>> = {
  ...{
    杭州: '华东',
    苏州: '华东',
    宁波: '华东',
    合肥: '华东',
    无锡: '华东',
    厦门: '华南',
    青岛: '华北',
    成都: '西南',
    武汉: '华中',
    长沙: '华中',
  },
};

interface Industry {
  readonly industry: string;
  readonly endings: readonly [string, ...string[]];
}

const INDUSTRIES: readonly [Industry, ...Industry[]] = [
  { industry: '智能制造', endings: ['精密制造', '自动化设备', '智能装备'] },
  { industry: '物流运输', endings: ['供应链', '冷链物流', '运输'] },
  { industry: '零售连锁', endings: ['连锁商业', '食品', '家居'] },
  { industry: '医疗健康', endings: ['医疗器械', '健康管理', '生物科技'] },
  { industry: '教育培训', endings: ['教育科技', '职业培训', '文化传播'] },
  { industry: '能源环保', endings: ['新能源', '环境工程', '节能技术'] },
];

/** Two characters each, put together for sound; a name that exists somewhere is chance. */
const FIRST = ['屿', '栖', '朔', '霁', '砺', '岫', '槿', '汐', '澄', '翊', '沅', '衍', '穆', '钧', '珩', '蔚'] as const;
const SECOND = ['川', '衡', '宁', '禾', '初', '石', '原', '远', '野', '舟', '恒', '岳', '朗', '泽', '安', '启'] as const;

/** An invented company. */
export interface Company {
  readonly name: string;
  readonly industry: string;
  readonly region: string;
}

/**
 * Invents companies.
 *
 * @param random  A seeded stream.
 * @param count   How many.
 * @returns       Companies, each with a brand of its own; there are 256 brands.
 */
export function inventCompanies(random: Random, count: number): readonly Company[] {
  const companies = new Map<string, Company>();
  while (companies.size < count) {
    const { industry, endings } = randomItem(random, INDUSTRIES);
    const brand = `${randomItem(random, FIRST)}${randomItem(random, SECOND)}`;
    const city = randomItem(random, CITIES);
    const name = `${city}${brand}${randomItem(random, endings)}有限公司`;
    if (!companies.has(brand)) companies.set(brand, { name, industry, region: REGIONS[city] });
  }
  return [...companies.values()];
}
