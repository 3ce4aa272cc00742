import { PenLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_WORK } from '../../contract/access.ts';
import type { PaletteEntry } from '../../features/search/web/widgets/Palette.tsx';
import { CAPTURE_KINDS, openCapture } from '../capture/capture-state.ts';
import { holdsOne, type Membership } from '../landing.ts';

const SOUNDS = { touch: 'ji chu da', issue: 'ji wen ti', task: 'ji ren wu', note: 'ji bei zhu' } as const;

/** 记触达, 记问题… for ⌘K. */
export function useCaptureCommands({ functions }: Membership): readonly PaletteEntry[] {
  const { t } = useTranslation('shell');
  if (!holdsOne(functions, CUSTOMER_WORK)) return [];
  return CAPTURE_KINDS.map((kind) => ({
    ...{ id: `capture-${kind}`, group: 'commands' as const, label: t(`capture.kind.${kind}`), sounds: SOUNDS[kind] },
    icon: <PenLine size={16} strokeWidth={1.6} aria-hidden="true" />,
    run: () => openCapture({ kind }),
  }));
}
