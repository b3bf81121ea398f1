import { WarningPanel } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { errorMessage, errorName } from '../../format';
import { NotAllowed, NotKnown } from '../Notices';

/** Properties of {@link LoadError}. */
export interface LoadErrorProps {
  /** What could not be loaded, as a sentence without its full stop. */
  title: string;
  error: Error;
  onRetry(): void;
}

/** Why something could not be loaded, in the server's words, and a way to try again. */
export function LoadError(props: LoadErrorProps) {
  const { title, error, onRetry } = props;
  switch (errorName(error)) {
    case 'NotAllowedError':
      return <NotAllowed />;
    case 'NotFoundError':
      return <NotKnown />;
    default:
      return (
        <WarningPanel severity="error" defaultExpanded title={title}>
          <Typography variant="body2" component="p">
            <strong>{errorName(error)}:</strong> {errorMessage(error)}
          </Typography>
          <Box mt={2}>
            <Button variant="outlined" onClick={onRetry}>
              Try again
            </Button>
          </Box>
        </WarningPanel>
      );
  }
}
