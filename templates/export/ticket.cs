<details>
<summary><?cs if:Ticket.Own ?><?cs if:Ticket.Subject ?><?cs var:Ticket.Subject ?><?cs else ?><?cs var:Ticket.Code ?><?cs /if ?> <span class="dim"><?cs var:Ticket.Code ?> · <?cs var:Lang.Status[Ticket.Status] ?> · <?cs var:datetime(Ticket.Created) ?></span><?cs else ?><?cs var:Lang.Export.Another ?> <span class="dim"><?cs var:Ticket.Code ?></span><?cs /if ?></summary>
<?cs if:subcount(Tags) > #0 ?><p class="dim"><?cs each:g = Tags ?>#<?cs var:g.Name ?> <?cs /each ?></p>
<?cs /if ?>
