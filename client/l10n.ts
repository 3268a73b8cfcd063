/**
 * `l10n.t` for every module of the extension, also those that never see `vscode` (their tests run in plain node).
 * Activation plugs VS Code's translation in; before that, English with the placeholders filled.
 */
type Argument = string | number | boolean;
type Translate = (message: string, ...args: Argument[]) => string;

const english: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole));

let translate: Translate = english;

export const useTranslation = (translation: Translate): void => {
  translate = translation;
};

export const t: Translate = (message, ...args) => translate(message, ...args);
