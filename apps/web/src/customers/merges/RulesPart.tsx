import { Switch, TagsInput, TextInput } from '@mantine/core';
import { type IdentityRules, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { Card, ErrorNote, Loading, toastDone } from '../../ui/index.js';
import { Effect } from './Effect.js';
import { KindsTable } from './KindsTable.js';
import styles from './merges.module.css';

const REFRESHES = ['/identity-rules'];

/** By what customers are taken for one person, and what a change of that would do. */
export const RulesPart = () => {
  const rules = useRead(routes.identityRules);
  if (rules.error && !rules.data) return <ErrorNote error={rules.error} retry={() => void rules.refetch()} />;
  if (!rules.data) return <Loading lines={6} />;
  return <RulesForm key={JSON.stringify(rules.data)} rules={rules.data} />;
};

const RulesForm = ({ rules }: { rules: IdentityRules }) => {
  const { t } = useTranslation();
  const may = useMay(routes.changeIdentityRules);
  const [draft, setDraft] = useState(rules);
  const [trialId, setTrialId] = useState<string | null>(null);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(rules);
  const change = (part: Partial<IdentityRules>): void => {
    setDraft({ ...draft, ...part });
    setTrialId(null);
  };
  const tryOut = useWrite(routes.tryIdentityRules, { onDone: ({ id }) => setTrialId(id) });
  const save = useWrite(routes.changeIdentityRules, { refreshes: REFRESHES, onDone: () => toastDone(t('merges.rules.saved')) });
  return (
    <>
      <Card title={t('merges.rules.kinds')} lead={t('merges.rules.kindsLead')}>
        <KindsTable kinds={draft.kinds} isFixed={!may} onChange={(kinds) => change({ kinds })} />
      </Card>
      <Card title={t('merges.rules.else')} className={styles.pair}>
        <div className={styles.form}>
          <TagsInput
            label={t('merges.rules.mustAgree')}
            description={t('merges.rules.mustAgreeHint')}
            value={[...draft.mustAgree]}
            maxTags={20}
            readOnly={!may}
            onChange={(mustAgree) => change({ mustAgree })}
          />
          <TextInput
            w={260}
            label={t('merges.rules.callingCode')}
            description={t('merges.rules.callingCodeHint')}
            value={draft.callingCode}
            leftSection="+"
            readOnly={!may}
            onChange={(event) => change({ callingCode: event.currentTarget.value.replace(/\D/g, '').slice(0, 4) })}
          />
          <Switch
            label={t('merges.rules.automatic')}
            checked={draft.automatic}
            disabled={!may}
            onChange={(event) => change({ automatic: event.currentTarget.checked })}
          />
        </div>
      </Card>
      {may && isChanged ? (
        <Effect
          trialId={trialId}
          isStarting={tryOut.isPending}
          isSaving={save.isPending}
          error={tryOut.error ?? save.error}
          tryOut={() => tryOut.mutate({ body: draft })}
          save={() => save.mutate({ body: draft })}
          undo={() => change(rules)}
        />
      ) : null}
      {may && !isChanged ? <p className="muted small">{t('merges.rules.changeFirst')}</p> : null}
      {may ? null : <p className="muted small">{t('merges.rules.adminsOnly')}</p>}
    </>
  );
};
