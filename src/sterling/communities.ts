import { z } from 'zod';
import type { SterlingApi } from './sterling-api.ts';

/** A community: every trading partner belongs to exactly one. */
export interface Community {
  readonly name: string;
}

/** The `communities` resource. */
export interface Communities {
  /** Every community. @throws SterlingError */
  listCommunities(signal?: AbortSignal): Promise<Community[]>;
  /** The community of exactly this name; the server matches loosely. Undefined: none. @throws SterlingError */
  findCommunity(name: string, signal?: AbortSignal): Promise<Community | undefined>;
}

const wireCommunity = z.object({ name: z.string() });

export function createCommunities(api: SterlingApi): Communities {
  return {
    listCommunities(signal) {
      return api.list('communities/', {}, wireCommunity, signal);
    },

    async findCommunity(name, signal) {
      const communities = await api.list('communities/', { commName: name }, wireCommunity, signal);
      return communities.find((community) => community.name === name);
    },
  };
}
