/* The calendar of a date field lies over what follows, also over the only button. It goes away with
   a click elsewhere; whoever types gets rid of it with Tab, Enter or Escape. */
document.addEventListener('keydown', (event) => {
  if (!['Tab', 'Enter', 'Escape'].includes(event.key)) return;
  const open = [...document.querySelectorAll('.xdsoft_datetimepicker')].filter(
    (calendar) => calendar.style.display !== 'none',
  );
  if (!open.length || !event.target.matches('input')) return;
  open.forEach((calendar) => {
    calendar.style.display = 'none';
  });
  // The first Escape closes the calendar, not the dialogue around it.
  if (event.key === 'Escape') event.stopPropagation();
}, true);
