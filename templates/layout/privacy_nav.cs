<?cs # The Privacy section's tabs, one line a page: its key (privacy_title() says which is
  open), its address, its name, its hint. Lines for admins stand under their if. ?><?cs
def:privacy_tab(key, Path, text, hint) ?><li><a href="<?cs var:Path ?>"<?cs if:Privacy.Tab == key ?> aria-current="page"<?cs /if ?>><?cs var:text ?></a><?cs if:Privacy.Tab == "front" ?><p class="hint"><?cs var:hint ?></p><?cs /if ?></li><?cs /def
?><nav class="settings-nav" aria-label="<?cs var:Lang.Privacy.Title ?>">
<ul>
<?cs if:Privacy.Tab != "front" ?><?cs call:privacy_tab("front", "/panel/privacy", Lang.Privacy.Front, "") ?><?cs /if ?>
<?cs call:privacy_tab("requests", "/panel/privacy/requests", Lang.Request.Title, Lang.Request.Hint) ?>
<?cs if:Me.Role >= #2 ?>
<?cs call:privacy_tab("consent", "/panel/privacy/consent", Lang.Consent.Title, Lang.Consent.Hint) ?>
<?cs call:privacy_tab("erasures", "/panel/privacy/erasures", Lang.Erase.List, Lang.Erase.ListHint) ?>
<?cs call:privacy_tab("restrictions", "/panel/privacy/restrictions", Lang.Restrict.Title, Lang.Restrict.Hint) ?>
<?cs call:privacy_tab("retention", "/panel/privacy/retention", Lang.Keep.Rules, Lang.Keep.RulesHint) ?>
<?cs call:privacy_tab("records", "/panel/privacy/records", Lang.Records.Title, Lang.Records.Hint) ?>
<?cs call:privacy_tab("holds", "/panel/privacy/holds", Lang.Keep.Holds, Lang.Keep.HoldsHint) ?>
<?cs call:privacy_tab("exports", "/panel/privacy/exports", Lang.Export.Panel, Lang.Export.PanelHint) ?>
<?cs /if ?>
</ul>
</nav>
