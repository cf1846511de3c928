import type { ImageFact } from '../../contracts/fact';
import { withoutPlaces } from '../../contracts/facts/placed';
import { defineLanguage } from '../../contracts/language';
import type { Span } from '../../contracts/span';
import { type DockerfileModel, imagesOf } from './model';

declare module '../../contracts/rule' {
  interface Models {
    dockerfile: DockerfileModel;
  }
}

/** Dockerfiles: which program an image starts, and what with. */
export const dockerfile = defineLanguage<DockerfileModel>({
  id: 'dockerfile',
  analyse: ({ text }) => {
    const { images, comments } = imagesOf(text);
    const places = new Map<string, Span>();
    return {
      model: { images },
      syntax: [],
      facts: images.map((image) => withoutPlaces<ImageFact>(image, places)),
      places,
      comments,
      description: 'a Dockerfile',
      limits: [],
    };
  },
  edit: () => undefined,
  comment: (_source, text) => `# ${text}`,
});
