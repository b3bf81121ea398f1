import { render, screen } from '@testing-library/react';

const CONFIG = [
  {
    context: 'test',
    data: {
      app: { title: 'Test', baseUrl: 'http://localhost:3000' },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  },
];

describe('App', () => {
  it('starts and lets guests in', async () => {
    process.env = {
      ...process.env,
      APP_CONFIG: CONFIG as unknown as string,
    };
    const { default: App } = await import('./App');
    render(App.createRoot());
    expect(
      await screen.findByRole('button', { name: 'Enter' }),
    ).toBeInTheDocument();
  });
});
