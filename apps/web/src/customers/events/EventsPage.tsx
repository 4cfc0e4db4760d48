import { routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { Page, Segmented } from '../../ui/index.js';
import { CustomersNav } from '../CustomersNav.js';
import { FatesPart } from './FatesPart.js';
import { HooksPart } from './HooksPart.js';
import { KeysPart } from './KeysPart.js';
import { TypesPart } from './TypesPart.js';

const PARTS = ['types', 'fates', 'keys', 'hooks'] as const;
type Part = (typeof PARTS)[number];
const BODIES: Readonly<Record<Part, () => React.ReactNode>> = { types: TypesPart, fates: FatesPart, keys: KeysPart, hooks: HooksPart };

/** Events as they come in: their names, what became of them, and the doors for websites and other systems. */
export const EventsPage = () => {
  const { t } = useTranslation();
  const [part, setPart] = useState<Part>('types');
  const isAdmin = useMay(routes.writeKeys);
  const parts = PARTS.filter((one) => isAdmin || one === 'types' || one === 'fates');
  const Body = BODIES[part];
  return (
    <>
      <PageTop title={t('events.title')} crumbs={[{ label: t('customers.title'), to: '/customers' }]} />
      <Page>
        <CustomersNav />
        <Segmented<Part>
          label={t('events.title')}
          value={part}
          options={parts.map((value) => ({ value, label: t(`events.parts.${value}`) }))}
          onChange={setPart}
        />
        <Body />
      </Page>
    </>
  );
};
