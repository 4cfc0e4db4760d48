import { Checkbox, Modal, MultiSelect, NumberInput } from '@mantine/core';
import { LEAST_SEED, type LookAlikeInput, MOST_ALIKE, routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { Button, Footer } from '../../ui/index.js';
import { useAudienceNames } from '../condition/use-audience-names.js';

type Seed = LookAlikeInput['seed'];
const USUAL_SIZE = 1_000;

/** Asks for people like those of a segment or a list; who may not build is not asked. */
export const FindAlikeButton = ({ seed, disabled = false }: { seed: Seed; disabled?: boolean }) => {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const may = useMay(routes.createLookAlike);
  if (!may) return null;
  return (
    <>
      <Button icon="people" disabled={disabled} onClick={() => setAsking(true)}>
        {t('alike.find')}
      </Button>
      {isAsking ? <FindAlikeDialog seed={seed} onClose={() => setAsking(false)} /> : null}
    </>
  );
};

const FindAlikeDialog = ({ seed, onClose }: { seed: Seed; onClose(): void }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { lists } = useAudienceNames();
  const [size, setSize] = useState(USUAL_SIZE);
  const [excludeLists, setExcludeLists] = useState<string[]>([]);
  const [isReached, setReached] = useState(true);
  const create = useWrite(routes.createLookAlike, {
    refreshes: ['/look-alikes'],
    onDone: ({ id }) => void navigate(`/audiences/look-alikes/${id}`),
  });
  const isRight = Number.isInteger(size) && size >= 1 && size <= MOST_ALIKE;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const reach = isReached ? 'email' : null;
    if (isRight) create.mutate({ body: { seed, size, excludeLists, reach, putBack: [], leaveOut: [], salt: 1 } });
  };
  return (
    <Modal opened onClose={onClose} title={t('alike.ask.title')}>
      <form onSubmit={submit}>
        <div className="stack">
          <p className="muted">{t('alike.ask.lead', { least: LEAST_SEED })}</p>
          <NumberInput
            label={t('alike.ask.size')}
            description={t('alike.ask.sizeHint')}
            value={size}
            min={1}
            max={MOST_ALIKE}
            allowDecimal={false}
            onChange={(next) => setSize(Number(next))}
            data-autofocus
          />
          <MultiSelect
            label={t('alike.ask.exclude')}
            data={lists.map(({ id, name }) => ({ value: id, label: name }))}
            value={excludeLists}
            onChange={setExcludeLists}
            maxValues={20}
            searchable
          />
          <Checkbox label={t('alike.ask.reached')} checked={isReached} onChange={(event) => setReached(event.currentTarget.checked)} />
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" disabled={!isRight} busy={create.isPending}>
            {t('alike.ask.start')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
