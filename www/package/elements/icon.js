// The drawings of the page, each a path of 24 by 24. They decorate; the words beside them speak.

import { h } from './preact.js'

const PATHS = {
  done: 'M5 12.5 9.5 17 19 7.5',
  error: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5V13M12 16.2v.2',
  microphone: 'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21',
  picture: 'M4.5 5h15v14h-15zM4.5 16l4.5-4.5 4 4 2.5-2.5 4 4M15.5 9v.2',
  text: 'M5 6h14M5 10h14M5 14h9M5 18h5M17 15.5v5M14.5 18h5',
  translate: 'M4 6h9M8.5 4v2M11 6c-.8 4-3.4 6.8-7 8.5M6 9.5c1.2 2.2 3.2 4 6 5M12.5 20l4-10 4 10M14 17h5',
  voice: 'M5 9.5v5h3l4 3.5V6L8 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  warning: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.2',
}

/** The drawing of this name. */
export const icon = (name) =>
  h('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, h('path', { d: PATHS[name] }))
