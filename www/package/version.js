// Which version of the package this is; written by the build.

export const version = '0.0.0'
