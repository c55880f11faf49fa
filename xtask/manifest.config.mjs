// How the manifest of the elements is written: what is public of them, under the names that they are registered as.

/** `define` registers in a loop, which the analyzer cannot follow. */
const definition = ({ name, tagName }, path) => ({
  kind: "custom-element-definition",
  name: tagName,
  declaration: { name, module: path },
});

const isPublic = ({ name, privacy }) => privacy !== "private" && !["connectedMoveCallback", "host"].includes(name);

export default {
  globs: ["define.js", "elements/{index,element,balance,estimate,one-credit}.js"],
  plugins: [
    {
      name: "public",
      packageLinkPhase({ customElementsManifest: { modules } }) {
        for (const module of modules) {
          module.exports = module.exports.filter(({ kind }) => kind === "js");
          for (const declaration of module.declarations) {
            declaration.members = declaration.members?.filter(isPublic);
            if (declaration.tagName) module.exports.push(definition(declaration, module.path));
          }
        }
      },
    },
  ],
};
