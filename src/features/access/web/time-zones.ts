import { type Locale, zoneName } from '../../../web/format.ts';

export interface ZoneChoice {
  readonly value: string;
  /** As in `Asia/Shanghai，中国标准时间`; searched as it is read. */
  readonly label: string;
}

/**
 * The time zones to choose from, by name and by what people call them.
 *
 * @param locale   Language of the reader.
 * @param present  A zone that must be among them.
 * @returns        In the order of the alphabet, Shanghai and UTC first.
 */
export function zoneChoices(locale: Locale, present: string): readonly ZoneChoice[] {
  const first = ['Asia/Shanghai', 'UTC'];
  const all = new Set([...first, present, ...Intl.supportedValuesOf('timeZone')]);
  return [...all].map((zone) => {
    const called = zoneName(zone, locale);
    return { value: zone, label: called === zone ? zone : `${zone}${locale === 'zh-CN' ? '，' : ', '}${called}` };
  });
}

/**
 * Whether a zone is what somebody types: case and the underscore of `New_York` do not matter.
 *
 * @param typed  The text in the search field.
 * @param label  Label of a choice.
 * @returns      True when every word typed occurs in the label.
 */
export function zoneMatches(typed: string, label: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replaceAll('_', ' ');
  return plain(typed)
    .split(/\s+/)
    .every((word) => plain(label).includes(word));
}
