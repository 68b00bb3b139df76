namespace Outreach.Bulk.Emulator.Schema;

/// <summary>Custom fields that an organisation might have, in the published form: one of each type.</summary>
internal static class CustomFieldTypes
{
    public const string Document = """
        {
          "data": [
            {
              "type": "account",
              "meta": {
                "validations": {
                  "custom17": { "type": "date", "required": false, "label": "Renewal date", "definition": null },
                  "custom18": { "type": "inclusion", "required": true, "label": "Tier", "definition": ["Platinum", "Gold", "Silver"] },
                  "custom19": { "type": "currency", "required": false, "label": "Contract value", "definition": "USD" },
                  "custom20": { "type": "boolean", "required": false, "label": "Reference customer", "definition": null },
                  "custom21": {
                    "type": "multi_inclusion", "required": false, "label": "Sales regions",
                    "definition": ["Americas", "Asia-Pacific", "Europe"]
                  },
                  "custom22": { "type": "numerical", "required": false, "label": "Seats", "definition": null },
                  "custom23": { "type": "percentage", "required": false, "label": "Discount", "definition": null },
                  "custom24": { "type": "date_time", "required": false, "label": "Last audit", "definition": null },
                  "custom25": { "type": "phone_number", "required": false, "label": "Support line", "definition": null },
                  "custom26": { "type": "url", "required": false, "label": "Portal", "definition": null },
                  "custom27": { "type": "string", "required": false, "label": "Cost center", "definition": null }
                }
              }
            },
            {
              "type": "prospect",
              "meta": {
                "validations": {
                  "custom17": { "type": "date", "required": false, "label": "Trial ends", "definition": null },
                  "custom18": {
                    "type": "inclusion", "required": false, "label": "Buying role",
                    "definition": ["Champion", "Decision maker", "Blocker"]
                  },
                  "custom19": { "type": "string", "required": false, "label": "Conference badge", "definition": null }
                }
              }
            },
            { "type": "opportunity", "meta": { "validations": {} } }
          ]
        }
        """;
}
