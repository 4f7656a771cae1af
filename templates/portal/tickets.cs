<h1><?cs var:Lang.Customer.Tickets ?></h1>
<?cs if:subcount(Tickets) ?><ul class="own-tickets">
<?cs each:t = Tickets ?><li><a href="/ticket/<?cs var:t.Id ?>"><?cs if:t.Subject ?><?cs var:t.Subject ?><?cs else ?><?cs var:t.Code ?><?cs /if ?></a> <?cs call:badge(t.Status) ?>
<p class="meta"><span class="code"><?cs var:t.Code ?></span> <span><?cs var:Lang.Portal.Opened ?> <?cs call:when(t.Created) ?></span> <span><?cs var:Lang.Customer.Activity ?> <?cs call:when(t.Activity) ?></span></p></li>
<?cs /each ?></ul>
<?cs else ?><p class="lead"><?cs if:Later ?><?cs var:Lang.Customer.NoMore ?><?cs else ?><?cs var:Lang.Customer.None ?><?cs /if ?></p>
<?cs /if ?><nav class="pages" aria-label="<?cs var:Lang.Customer.Pages ?>"><?cs if:Later ?><a href="/tickets"><?cs var:Lang.Customer.Newest ?></a><?cs /if ?><?cs if:Older ?> <a rel="next" href="/tickets?before=<?cs var:Older ?>"><?cs var:Lang.Customer.Older ?></a><?cs /if ?></nav>
