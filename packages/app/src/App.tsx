import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './nav';

/**
 * The portal. Plugins are found in package.json (`app.packages: all`) and signing in as a guest is the framework's
 * default; both can be changed in app-config.yaml.
 */
export default createApp({ features: [navModule] });
