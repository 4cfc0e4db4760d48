import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { NameListDialog } from '../../audiences/lists/NameListDialog.js';
import { PeopleDrawer } from '../../ui/PeopleDrawer.js';
import { nodeIn } from '../sheet/sheet.js';
import { useCanvas } from '../store/context.js';
import { type Opened, useOpened } from './opened.js';

interface OpenedPeopleProps {
  readonly journeyId: string;
  readonly version: number | null;
}

/** The people behind the number that was clicked. */
export const OpenedPeople = (props: OpenedPeopleProps) => {
  const opened = useOpened((state) => state.opened);
  return opened ? <People key={`${opened.node} ${opened.what}`} {...props} opened={opened} /> : null;
};

const People = ({ journeyId, version, opened }: OpenedPeopleProps & { opened: Opened }) => {
  const { t } = useTranslation();
  const { close, listing, setListing } = useOpened();
  const mayList = useMay(routes.createList);
  const name = useCanvas((state) => nodeIn(state.sheet, opened.node)?.data.name ?? opened.node);
  const of = version === null ? {} : { version };
  const pages = usePages(routes.nodePeople, { id: journeyId, query: { ...opened, ...of } });
  const title = t(`canvas.live.peopleOf.${opened.what}`, { name });
  if (listing)
    return (
      <NameListDialog
        from={{ node: { journeyId, nodeId: opened.node, what: opened.what, ...of } }}
        suggested={title}
        lead={t('canvas.live.listLead')}
        opensIt={false}
        onClose={() => setListing(false)}
      />
    );
  return <PeopleDrawer opened onClose={close} title={title} pages={pages} onMakeList={mayList ? () => setListing(true) : undefined} />;
};
