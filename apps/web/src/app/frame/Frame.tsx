import { useEffect } from 'react';
import { Outlet, useLocation } from 'react-router';
import styles from './Frame.module.css';
import { Rail } from './Rail.js';
import { SearchDialog } from './search/SearchDialog.js';

/** The rail at the left and the page beside it. A page brings its own `PageTop`. */
export const Frame = () => {
  const { pathname } = useLocation();
  useEffect(() => {
    // a new page is read from its beginning, also by those who listen
    if (pathname) document.querySelector('main')?.focus();
  }, [pathname]);
  // the canvas wants the room: the rail there is icons alone where the screen is narrow
  const roomy = !/^\/journeys\/\d+$/.test(pathname);
  return (
    <div className={styles.app} data-roomy={roomy || undefined}>
      <Rail />
      <main className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <SearchDialog />
    </div>
  );
};
