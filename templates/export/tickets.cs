</tbody></table>
<h2><?cs var:Lang.Customer.Tickets ?></h2>
<?cs if:Tickets == #0 ?><p><?cs var:Lang.Export.None ?></p>
<?cs /if ?>
