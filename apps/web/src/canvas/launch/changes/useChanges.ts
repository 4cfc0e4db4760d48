import { type Journey, routes } from '@wayfare/contracts';
import { useRead } from '../../../api/hooks.js';

/** The saved draft against what runs, asked anew whenever the sheet opens. */
export const useChanges = ({ id, version }: Journey) => useRead(routes.journeyChanges, { id }, { enabled: version !== null, fresh: 0 });
