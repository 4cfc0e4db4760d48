import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { PeopleDrawer } from '../../ui/PeopleDrawer.js';
import { nodeIn } from '../sheet/sheet.js';
import { useCanvas } from '../store/context.js';
import { MakeListDialog } from './MakeListDialog.js';
import { type Opened, useOpened } from './opened.js';

/** The people behind the number that was clicked. */
export const OpenedPeople = ({ journeyId }: { journeyId: string }) => {
  const opened = useOpened((state) => state.opened);
  return opened ? <People key={`${opened.node} ${opened.what}`} journeyId={journeyId} opened={opened} /> : null;
};

const People = ({ journeyId, opened }: { journeyId: string; opened: Opened }) => {
  const { t } = useTranslation();
  const { close, listing, setListing } = useOpened();
  const mayList = useMay(routes.createList);
  const name = useCanvas((state) => nodeIn(state.sheet, opened.node)?.data.name ?? opened.node);
  const pages = usePages(routes.nodePeople, { id: journeyId, query: opened });
  const title = t(`canvas.live.peopleOf.${opened.what}`, { name });
  return (
    <>
      <PeopleDrawer opened onClose={close} title={title} pages={pages} onMakeList={mayList ? () => setListing(true) : undefined} />
      <MakeListDialog opened={listing} onClose={() => setListing(false)} suggestion={title} journeyId={journeyId} people={opened} />
    </>
  );
};
