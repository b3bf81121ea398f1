import MuiAlert from '@material-ui/lab/Alert';
import { errorMessage, errorName } from '../../format';

/** Why alerts could not be counted; nothing when they may not be seen, which the list says. */
export function CountsError(props: { error: Error }) {
  return errorName(props.error) === 'NotAllowedError' ? null : (
    <MuiAlert severity="error">
      The alerts could not be counted: {errorMessage(props.error)}
    </MuiAlert>
  );
}
