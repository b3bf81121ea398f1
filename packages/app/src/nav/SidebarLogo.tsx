import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Logo } from './Logo';

const useStyles = makeStyles({
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    height: 2 * sidebarConfig.logoHeight,
    // Centres the shield in the closed sidebar, where it stands alone.
    paddingLeft: (sidebarConfig.drawerWidthClosed - 32) / 2,
    color: '#7fd4c9',
    whiteSpace: 'nowrap',
  },
  name: { color: '#ffffff', fontWeight: 700, fontSize: 18 },
});

/** The portal's sign on top of the sidebar; leads home. */
export function SidebarLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <Link to="/" underline="none" className={classes.link} aria-label="Home">
      <Logo size={32} />
      {isOpen && (
        <Typography component="span" className={classes.name}>
          AI governance
        </Typography>
      )}
    </Link>
  );
}
