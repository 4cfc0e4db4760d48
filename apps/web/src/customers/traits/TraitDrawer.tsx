import { Drawer, Textarea, TextInput } from '@mantine/core';
import { routes, type Trait, type TraitFormula } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { Button, confirmDestructive, Footer, Loading, toastDone } from '../../ui/index.js';
import { FormulaFields } from './FormulaFields.js';
import { FIRST, isWhole } from './formula.js';
import { PreviewBox } from './PreviewBox.js';

const NAME = /^[a-z][a-z0-9_]{0,59}$/;
const REFRESHES = ['/trait', '/catalogue', '/attribute'];

interface TraitDrawerProps {
  /** null: a new one. */
  readonly trait: Trait | null;
  onClose(): void;
}

/** One trait: what it is called and means, what it is worked out of, and what that comes to. */
export const TraitDrawer = ({ trait, onClose }: TraitDrawerProps) => {
  const { t } = useTranslation();
  const may = useMay(routes.createTrait) && !trait?.isLeaving;
  const { data: catalogue } = useRead(routes.catalogue);
  const [name, setName] = useState('');
  const [description, setDescription] = useState(trait?.description ?? '');
  const [formula, setFormula] = useState<TraitFormula>(trait?.formula ?? FIRST);
  const onDone = (): void => {
    toastDone(t('traits.saved'));
    onClose();
  };
  const create = useWrite(routes.createTrait, { refreshes: REFRESHES, onDone });
  const change = useWrite(routes.changeTrait, { refreshes: REFRESHES, onDone });
  const isReady = isWhole(formula) && description.trim() !== '' && (trait !== null || NAME.test(name));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    if (trait) change.mutate({ id: trait.name, body: { description, formula } });
    else create.mutate({ body: { name, description, formula } });
  };
  return (
    <Drawer opened onClose={onClose} position="right" size={620} title={trait?.name ?? t('traits.create')}>
      <form className="stack" onSubmit={submit}>
        {trait ? null : (
          <TextInput
            label={t('traits.name')}
            description={t('traits.nameHint')}
            value={name}
            maxLength={60}
            data-autofocus
            error={name !== '' && !NAME.test(name) ? t('traits.nameWrong') : null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <Textarea
          label={t('traits.description')}
          value={description}
          maxLength={1000}
          autosize
          readOnly={!may}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {catalogue ? (
          <fieldset disabled={!may} style={{ border: 0, padding: 0, margin: 0 }}>
            <FormulaFields value={formula} catalogue={catalogue} onChange={setFormula} />
          </fieldset>
        ) : (
          <Loading lines={3} />
        )}
        <PreviewBox formula={formula} />
        {may ? (
          <Footer>
            {trait ? <Standing trait={trait} onClose={onClose} /> : null}
            <span className="grow" />
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button kind="seal" type="submit" disabled={!isReady} busy={create.isPending || change.isPending}>
              {t('common.save')}
            </Button>
          </Footer>
        ) : null}
      </form>
    </Drawer>
  );
};

/** Whether it rests, and how it goes. */
const Standing = ({ trait, onClose }: { trait: Trait; onClose(): void }) => {
  const { t } = useTranslation();
  const change = useWrite(routes.changeTrait, { refreshes: REFRESHES, onDone: onClose });
  const remove = useWrite(routes.deleteTrait, { refreshes: REFRESHES, onDone: onClose });
  const isPaused = trait.pausedAt !== null;
  const ask = async (): Promise<void> => {
    const question = {
      title: t('traits.removeTitle', { name: trait.name }),
      affects: t('traits.removeAffects'),
      action: t('traits.remove'),
    };
    if (await confirmDestructive(question)) remove.mutate({ id: trait.name });
  };
  return (
    <>
      <Button kind="quiet" busy={remove.isPending} onClick={() => void ask()}>
        {t('traits.remove')}
      </Button>
      <Button busy={change.isPending} onClick={() => change.mutate({ id: trait.name, body: { paused: !isPaused } })}>
        {t(isPaused ? 'traits.resume' : 'traits.pause')}
      </Button>
    </>
  );
};
