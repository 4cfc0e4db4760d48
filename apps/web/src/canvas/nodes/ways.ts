import type { Handle } from '@wayfare/journey';
import type { TFunction } from 'i18next';

const FIXED = ['next', 'else', 'matched', 'timeout', 'under', 'over', 'none', 'issued', 'empty', 'done'];

/** What a way out is called: as the person named it, or as the language names the ones that every node of a kind has. */
export const wayName = (handle: Handle, t: TFunction): string =>
  FIXED.includes(handle.label) && (handle.id === null || handle.id === handle.label) ? t(`nodes.way.${handle.label}`) : handle.label;
