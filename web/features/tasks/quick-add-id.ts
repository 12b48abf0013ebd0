/** Where links to the quick-add field lead. */
export const quickAddId = 'new-task';
