// The product's behaviour that HTML lacks. Every element improves markup that already works.
import "./elements/copy-button.js";
import "./elements/on-return.js";
import "./elements/passing-toast.js";
import "./errors.js";
import "./menus.js";
