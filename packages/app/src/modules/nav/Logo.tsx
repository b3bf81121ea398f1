import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: {
    width: sidebarConfig.drawerWidthClosed,
    height: 3 * sidebarConfig.logoHeight,
    display: 'flex',
    alignItems: 'center',
    marginBottom: -14,
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    marginLeft: 22,
    color: '#fff',
    whiteSpace: 'nowrap',
    fontSize: 18,
    fontWeight: 700,
  },
  name: { marginLeft: 12 },
});

/** A shield with a distribution in it. */
function Shield() {
  return (
    <svg width="28" height="30" viewBox="0 0 28 30" aria-hidden="true">
      <path
        d="M14 1 26 5v10c0 7-5 11.500-12 14C7 26.500 2 22 2 15V5z"
        fill="none"
        stroke="#7df3e1"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <path
        d="M6 19c3.500 0 4-9 8-9s4.500 9 8 9"
        fill="none"
        stroke="#7df3e1"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}

/** Logo of the sidebar; with its name when the sidebar is open. */
export function Logo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={classes.root}>
      <Link to="/" underline="none" className={classes.link} aria-label="Home">
        <Shield />
        {isOpen && <span className={classes.name}>AI governance</span>}
      </Link>
    </div>
  );
}
