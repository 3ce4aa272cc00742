import { pinyin } from 'pinyin-pro';

/** A name in pinyin without tones, a syllable a character; runs of other characters stay together. */
export function syllablesOf(name: string): readonly string[] {
  return pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });
}
