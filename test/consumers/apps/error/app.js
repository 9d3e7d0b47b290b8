import { PDJSError } from 'pdjsobj';

addEventListener('unhandledrejection', ({ reason }) => {
  if (reason instanceof PDJSError) document.title = reason.code;
});
