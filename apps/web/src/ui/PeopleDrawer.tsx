import { Drawer } from '@mantine/core';
import type { Customer } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Pages } from '../api/hooks.js';
import { Button } from './Button.js';
import { ErrorNote } from './ErrorNote.js';
import { Icon } from './Icon.js';
import { Loading } from './Loading.js';
import styles from './PeopleDrawer.module.css';
import { personDetail, personName } from './person.js';

interface PeopleDrawerProps {
  readonly opened: boolean;
  onClose(): void;
  /** What the number stood for: "118 suppressed at “¥60 off”". */
  readonly title: string;
  /** From `usePages` over a route that answers with customers. */
  readonly pages: Pages<Customer>;
  /** Left out where the people can't become a list. */
  readonly onMakeList?: (() => void) | undefined;
  /** Left out where there is no condition that holds for them. */
  readonly onMakeSegment?: (() => void) | undefined;
  /** The same people as files to take away. */
  readonly files?: readonly { readonly label: string; readonly href: string }[] | undefined;
}

/** The people behind a number: every number opens its people, and people become a list. */
export const PeopleDrawer = ({ opened, onClose, title, pages, onMakeList, onMakeSegment, files = [] }: PeopleDrawerProps) => {
  const { t } = useTranslation();
  return (
    <Drawer opened={opened} onClose={onClose} title={title}>
      {pages.error && !pages.items ? <ErrorNote error={pages.error} retry={() => void pages.refetch()} /> : null}
      {!pages.items && !pages.error ? <Loading lines={8} /> : null}
      {pages.items?.length === 0 ? <p className="muted">{t('common.people.none')}</p> : null}
      {pages.items && pages.items.length > 0 ? (
        <div className="row">
          {onMakeList ? (
            <Button icon="list" onClick={onMakeList}>
              {t('common.people.makeList')}
            </Button>
          ) : null}
          {onMakeSegment ? (
            <Button icon="audiences" onClick={onMakeSegment}>
              {t('value.segment')}
            </Button>
          ) : null}
          {files.map(({ label, href }) => (
            <a key={href} href={href} download className={styles.file}>
              <Icon name="download" size={14} />
              {label}
            </a>
          ))}
        </div>
      ) : null}
      <ul className={styles.people}>
        {pages.items?.map((customer) => (
          <li key={customer.id}>
            <Link to={`/customers/${customer.id}`}>
              <span className={styles.face}>
                <Icon name="person" size={15} />
              </span>
              <span className="grow">
                <b className="ellipsis">{personName(customer)}</b>
                <span className="ellipsis small muted">{personDetail(customer)}</span>
              </span>
              <Icon name="right" size={14} />
            </Link>
          </li>
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button wide busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </Drawer>
  );
};
