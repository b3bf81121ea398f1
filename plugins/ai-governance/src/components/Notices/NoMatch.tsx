import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import FilterListIcon from '@material-ui/icons/FilterList';
import { Notice } from './Notice';

/** That the filter lets nothing through. */
export function NoMatch(props: { what: string; onClear(): void }) {
  return (
    <Notice icon={FilterListIcon} title={`No ${props.what} matches`}>
      <Typography>Nothing that you may see passes all the filters.</Typography>
      <Button variant="outlined" onClick={props.onClear}>
        Clear filters
      </Button>
    </Notice>
  );
}
