import {
  PageBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import { screen } from '@testing-library/react';
import { navModule } from './navModule';

const extraPlugin = createFrontendPlugin({
  pluginId: 'extra',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/extra',
        title: 'Extra page',
        icon: <svg />,
        loader: async () => <p>extra content</p>,
      },
    }),
  ],
});

describe('navModule', () => {
  it('leads to the catalog first and to the page of every installed plugin', async () => {
    renderTestApp({
      features: [
        navModule,
        catalogPlugin,
        notificationsPlugin,
        searchPlugin,
        extraPlugin,
      ],
      apis: [
        mockApis.permission(),
        [
          notificationsApiRef,
          { getStatus: async () => ({ unread: 3, read: 0 }) },
        ],
      ],
      initialRouteEntries: ['/extra'],
    });
    expect(await screen.findByText('extra content')).toBeInTheDocument();
    const links = screen
      .getAllByRole('link')
      .map(link => link.getAttribute('href'));
    expect(screen.getByRole('link', { name: 'Home' })).toHaveAttribute(
      'href',
      '/',
    );
    expect(links).toEqual(expect.arrayContaining(['/catalog', '/extra']));
    expect(links.indexOf('/catalog')).toBeLessThan(links.indexOf('/extra'));
    expect(links.filter(href => href === '/notifications')).toHaveLength(1);
  });
});
