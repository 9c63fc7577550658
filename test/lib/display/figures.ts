import { bundle, type Bundle } from 'saddlepoint/dist/display/bundle';

export * from 'saddlepoint';

/** What `show` sends to a notebook. */
export const bundleOf: (what: Parameters<typeof bundle>[0]) => Bundle = bundle;
