import type { Catalogue } from '@wayfare/contracts';
import type { Condition } from '@wayfare/kernel';
import { ConditionBuilder } from '../../audiences/condition/ConditionBuilder.js';
import styles from './form.module.css';
import { useSenders } from './senders.js';
import { useCatalogue } from './sources.js';

const NOTHING: Catalogue = { attributes: [], events: [], tags: [], formerTags: {} };

interface ConditionFieldProps {
  /** The node that asks: conditions may be about the messages of steps before it. `null` for the journey as a whole. */
  readonly nodeId: string | null;
  readonly value: Condition | undefined;
  onChange(condition: Condition | undefined): void;
  /** At an entry nobody has got a message yet. */
  readonly noMessages?: boolean;
  readonly error?: string | undefined;
}

export const ConditionField = ({ nodeId, value, onChange, noMessages = false, error }: ConditionFieldProps) => {
  const catalogue = useCatalogue();
  const senders = useSenders(nodeId);
  return (
    <div>
      <ConditionBuilder
        value={value ?? null}
        onChange={(condition) => onChange(condition ?? undefined)}
        catalogue={catalogue ?? NOTHING}
        {...(noMessages ? {} : { allowMessages: { nodes: senders } })}
      />
      {error ? <p className={styles.error}>{error}</p> : null}
    </div>
  );
};
