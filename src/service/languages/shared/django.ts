/** What Django keeps files of clients with where nothing else is said, as findings call it. */
export const DJANGO_FILES = 'Django’s FileSystemStorage';
