import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;

/**
 * Answers one JSON line for each: {"text"} is read by java.util.Properties, {"config"} is given to KafkaConfig.
 * Called by record-configs.mjs.
 */
public class Configs {
    public static void main(String[] args) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode asked = mapper.readTree(line);
            Map<String, Object> answer = new LinkedHashMap<>();
            Properties properties = new Properties();
            try {
                if (asked.has("text")) {
                    properties.load(new StringReader(asked.get("text").asText()));
                    Map<String, String> values = new TreeMap<>();
                    for (String name : properties.stringPropertyNames()) values.put(name, properties.getProperty(name));
                    answer.put("values", values);
                } else {
                    asked.get("config").fields().forEachRemaining(e -> properties.setProperty(e.getKey(), e.getValue().asText()));
                    KafkaConfig.fromProps(properties, false);
                }
            } catch (Throwable error) {
                answer.put("error", String.valueOf(error.getMessage()));
            }
            out.println(mapper.writeValueAsString(answer));
        }
        out.flush();
    }
}
